"""The built site: checked, counted, and packed into the offline bundle."""
