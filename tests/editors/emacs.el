;;; emacs.el --- eglot as a user has it  -*- lexical-binding: t -*-
;; Opens a page, waits for the finding, takes the code action at it, writes the reason, waits until it is gone. What to expect comes from the test that
;; runs this; Emacs 28 with eglot, or 29 and later.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defun fail (&rest message)
  (princ (concat "emacs: " (apply #'format message) "\n") #'external-debugging-output)
  (kill-emacs 1))

(defun wait-for (what condition)
  (let ((deadline (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) deadline)
        (fail "waited in vain for %s" what))
      (accept-process-output nil 0.05)
      (flymake-start))))

(setq eglot-autoshutdown nil
      eglot-sync-connect 60
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil
      auto-save-default nil)
(add-to-list 'eglot-server-programs `(text-mode . (,(getenv "CLAIMLINT") "lsp")))

(find-file (getenv "PAGE"))
(text-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(wait-for "the finding" (lambda () (= 1 (length (flymake-diagnostics)))))

(let* ((found (car (flymake-diagnostics)))
       (start (flymake-diagnostic-beg found))
       (marked (buffer-substring-no-properties start (flymake-diagnostic-end found))))
  (unless (equal marked (decode-coding-string (getenv "MARKED") 'utf-8 t))
    (fail "marks “%s”, not “%s”" marked (getenv "MARKED")))
  (goto-char start)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt items &rest _) (caar items)))
            (last-nonmenu-event ?x))
    (eglot-code-actions start start nil t))
  ;; The suppression waits for its reason, as its user has to.
  (goto-char (point-min))
  (unless (search-forward "TODO: say why this may stand" nil t)
    (fail "no suppression"))
  (replace-match "a quotation" t t)
  ;; Without a user there is no idle moment in which it would tell of the change.
  (eglot--signal-textDocument/didChange)
  (wait-for "the finding to go" (lambda () (null (flymake-diagnostics))))
  (save-buffer))
(kill-emacs 0)
;;; emacs.el ends here
