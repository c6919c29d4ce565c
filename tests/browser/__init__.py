"""Tests that drive the real JupyterLab with a real Chromium."""
