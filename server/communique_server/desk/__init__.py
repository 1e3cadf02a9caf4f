"""`/desk`: where librarians who logged in decide on candidates."""
