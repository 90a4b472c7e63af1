"""Where the tables of a document are, what each is, and where its rows end."""
