"""Tests that drive Firefox and WebKit; all others that need a browser drive Chromium."""
