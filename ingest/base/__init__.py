"""What every package stands on: errors, log, text, files, settings. Knows nothing of the domain."""
