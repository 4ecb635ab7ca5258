"""The dashboard: pipeline health for managers, over the same store as the command line."""
