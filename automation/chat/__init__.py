"""Posting to chats' incoming webhooks, and to services that watch runs."""
