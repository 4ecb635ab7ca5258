"""The record of messages and replies as values: events, what they add up to, and which person they are about."""
