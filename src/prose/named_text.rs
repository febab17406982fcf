//! Names under which sites put text outside of Markdown's body: keys of front matter (`hero: {tagline: …}`), and attributes
//! of MDX components (`<Hero subheading="…" />`). What else stands there is for programs. Floor 2.

/// Whether text for readers stands under a name, however it is written: `sub_heading`, `subHeading`.
pub(super) fn is_of_text(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect();
    matches!(
        plain.as_str(),
        "alt"
            | "answer"
            | "arialabel"
            | "blurb"
            | "body"
            | "caption"
            | "content"
            | "cta"
            | "ctatext"
            | "description"
            | "details"
            | "excerpt"
            | "heading"
            | "headline"
            | "intro"
            | "introduction"
            | "label"
            | "lead"
            | "message"
            | "metadescription"
            | "note"
            | "ogdescription"
            | "ogtitle"
            | "question"
            | "quote"
            | "review"
            | "seodescription"
            | "seotitle"
            | "slogan"
            | "strapline"
            | "subheading"
            | "subtitle"
            | "summary"
            | "tagline"
            | "teaser"
            | "testimonial"
            | "text"
            | "title"
    )
}

#[cfg(test)]
mod tests {
    use super::is_of_text;

    #[test]
    fn names_are_known_however_they_are_written() {
        for name in ["tagline", "subHeading", "sub_heading", "sub-heading", "aria-label"] {
            assert!(is_of_text(name), "{name}");
        }
        for name in ["href", "className", "author", "date", "text-color"] {
            assert!(!is_of_text(name), "{name}");
        }
    }
}
