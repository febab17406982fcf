//! Drafts on pages of many shapes: whatever a page is made of, one `--fix` puts each draft in once and leaves nothing to a
//! second.

use claimlint::lint::{Finding, fix};
use claimlint::text::SourceFile;

use crate::repository::LINTER;

/// Front matter, with and without a claim of its own.
const FRONTS: [&str; 7] = [
    "",
    "---\ntitle: Kratom cures depression\n---\n",
    "---\ntitle: \"Kratom cures depression\"\ndate: 2026-01-01\ncategories: [wellness]\ntags: [kratom, mood, herbal tea, botanicals]\n---\n\n",
    "---\ntitle: Leaves\ntags:\n  - kratom\n  - mood\n  - tea\n  - botanicals\n  - calm\n  - focus\n  - energy\n---\n\n",
    "+++\ntitle = \"Kava ends anxiety\"\ndescription = \"Kava treats insomnia.\"\nkeywords = [\"kava\", \"calm\", \"root\", \"island\"]\n+++\n",
    "---\ntitle: Kratom cures depression\ndescription: Kratom heals depression at the root.\nsummary: It ends pain.\n...\n",
    "\u{feff}---\ntitle: Kratom cures depression\n---\n",
];

/// What stands before the claim.
const HEADS: [&str; 9] = [
    "",
    "# Leaves\n\n",
    "# Leaves\n## Of trees\n### By rivers\n#### In rain\n##### Green\nThey grow by the river\n",
    "> The first says so.\n\n> The second says so.\n\n> The third says so.\n\n> The fourth says so.\n\n",
    "- One leaf\n- Two leaves\n\n  More of them.\n- Three\n",
    "```\nboil\n\nstrain\n```\n",
    "<!-- A note.\n\nAnother one. -->\n",
    "<div class=\"box\">\n<p>Leaves.</p>\n\n<p>More leaves.</p>\n</div>\n\n",
    "Leaves\n======\n",
];

/// Claims, each in a frame of its own.
const CLAIMS: [&str; 18] = [
    "Buy our kratom today.\n",
    "Kratom cures depression.\n\nBut do not worry, it is totally safe.\n",
    "Kratom cures depression.\n",
    "# Kratom cures depression\n## Leaves\n## Trees\n## Rivers\n## Rain\nthey grow by the river\n",
    "Kratom cures depression\n---\n## Leaves\n## Trees\n## Rivers\n## Rain\nthey grow\n",
    "> Kratom cures depression.\n\n> Tea.\n\n> Rain.\n\n> Leaves.\n\n> Trees.\n",
    "> Kratom cures depression.\n>\n> Tea.\n>\n> Rain.\n>\n> Leaves.\n>\n> Trees.\n\nEnd.\n",
    "- Kratom cures depression.\n- Tea\n\n  ```\n  boil\n\n  strain\n  ```\n- Rain\n\n1. One\n2. Two\n",
    "- > Kratom cures depression.\n\n  > Tea.\n\n  > Rain.\n\n  > Leaves.\n\n  > Trees.\n",
    "| Leaf | Use |\n|---|---|\n| Kratom | cures depression |\n| Kava | ends anxiety |\n\nEnd.\n",
    "<p>Kratom cures depression.</p>\n<p>Tea.</p>\n<p>Rain.</p>\n<p>Leaves.</p>\n<p>Trees.</p>\n",
    "<blockquote>\n\nKratom cures depression.\n\nTea.\n\nRain.\n\nLeaves.\n\nTrees.\n\n</blockquote>\n",
    "<ul>\n<li>Kratom cures depression.</li>\n\n<li>Tea.</li>\n</ul>\n\n<table><tr><td>Kava ends anxiety.</td></tr>\n\n<tr><td>Tea</td></tr></table>\n",
    "Kratom cures depression:\n```\nboil\n\nstrain\n```\nAnd kava ends anxiety\n# Leaves\n# Trees\n# Rivers\n# Rain\n",
    "Some critics say:\n\nKratom cures depression.\n\n[Kava](https://shop.example/p?aff=1) ends anxiety.\n",
    "![Kratom cures depression](a.png \"Kava ends anxiety\")\n",
    "Kratom cures depression.[^1]\n\n[^1]: Kava ends anxiety.\n",
    "<pre>\nboil\n\nstrain\n</pre>\n**Kratom** cures depression, *kava* ends anxiety and tianeptine ends addiction. Our [pick](https://shop.example/p?aff=1).",
];

fn fixed(name: &str, page: &str) -> String {
    let fixed = fix(&SourceFile::new(name, page), |source| LINTER.lint(source));
    fixed.map_or_else(|| page.to_owned(), |fixed| fixed.text)
}

/// What is wrong with the drafts of a page.
fn fault(name: &str, page: &str) -> Option<String> {
    let once = fixed(name, page);
    let left = LINTER.lint(SourceFile::new(name, &once)).findings;
    if let Some(finding) = left.iter().find(|finding| finding.fix.is_some()) {
        return Some(format!("it is offered again ({}):\n{once}", finding.message));
    }
    // What customers can expect no draft can say: where that was owed, it is owed.
    let before = LINTER.lint(SourceFile::new(name, page)).findings;
    let tells_no_draft = |finding: &Finding| {
        finding.rule == "disclosure/typical-results" && before.iter().any(|other| other.rule == finding.rule)
    };
    let missed = |finding: &&Finding| {
        ["absent: ", "buried: "].iter().any(|state| finding.message.contains(state)) && !tells_no_draft(finding)
    };
    if let Some(finding) = left.iter().filter(|finding| finding.rule.starts_with("disclosure/")).find(missed) {
        return Some(format!("a draft is not seen ({}):\n{once}", finding.message));
    }
    let added: Vec<&str> = once.lines().filter(|line| line.starts_with("**Safety:**")).collect();
    let told: Vec<&str> = added.iter().flat_map(|line| line.split_inclusive(". ")).map(str::trim).collect();
    let again = told.iter().enumerate().find(|(nth, sentence)| told[..*nth].contains(sentence));
    if let Some((_, sentence)) = again {
        return Some(format!("“{sentence}” is put in twice:\n{once}"));
    }
    // As many drafts as substances, and one for the page, are the most that a page owes.
    (added.len() > 3).then(|| format!("{} drafts:\n{once}", added.len()))
}

#[test]
fn to_fix_twice_is_to_fix_once_whatever_a_page_is_made_of() {
    let mut faults = Vec::new();
    for front in FRONTS {
        for head in HEADS {
            for claim in CLAIMS {
                let page = [front, head, claim].concat();
                for (name, page) in
                    [("a.md", page.clone()), ("a.mdx", page.clone()), ("b.md", page.replace('\n', "\r\n"))]
                {
                    faults.extend(fault(name, &page).map(|fault| format!("{name}:\n{page}\n=> {fault}")));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} pages, such as\n{}", faults.len(), faults[..faults.len().min(3)].join("\n\n####\n"));
}
