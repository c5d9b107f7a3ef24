//! Word lists, as sorted text files, that the rules and the linking share.
