"""What is known about people, and its deletion: the record of one person, forgetting, holds, retention, exports."""
