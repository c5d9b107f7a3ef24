//! Extractions as JSON, HTML and readable text.
