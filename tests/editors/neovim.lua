-- Neovim as a user has it: opens a page, waits for the finding, takes the code action at it, writes the reason, waits until it is gone.
-- What to expect comes from the test that runs this; Neovim 0.7 and later.

local function fail(message)
  io.stderr:write("neovim: " .. message .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    fail("waited in vain for " .. what)
  end
end

local function run()
  vim.o.hidden = true
  vim.cmd("edit " .. vim.env.PAGE)
  local config = { name = "claimlint", cmd = { vim.env.CLAIMLINT, "lsp" }, root_dir = vim.fn.getcwd() }
  -- The one of 0.8 and later attaches the buffer itself.
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
  end

  wait("the finding", function()
    return #vim.diagnostic.get(0) == 1
  end)
  local found = vim.diagnostic.get(0)[1]
  local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, true)[1]
  local marked = line:sub(found.col + 1, found.end_col)
  if marked ~= vim.env.MARKED then
    fail("marks “" .. marked .. "”, not “" .. vim.env.MARKED .. "”")
  end
  if found.severity ~= vim.diagnostic.severity.ERROR or found.source ~= "claimlint" then
    fail("severity " .. tostring(found.severity) .. " of " .. tostring(found.source))
  end

  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action()
  -- The suppression waits for its reason, as its user has to.
  wait("the suppression", function()
    return vim.fn.search("TODO: say why this may stand", "nw") > 0
  end)
  vim.cmd("%substitute/TODO: say why this may stand/a quotation/")
  wait("the finding to go", function()
    return #vim.diagnostic.get(0) == 0
  end)
  vim.cmd("write")
  vim.cmd("qall!")
end

local done, trouble = pcall(run)
if not done then
  fail(tostring(trouble))
end
