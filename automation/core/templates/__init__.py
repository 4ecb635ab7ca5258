"""Message templates: their language, those that are built in, and the tab that holds people's own."""
