"""What the glossary checks once it has read a site, a room for each kind of mistake."""
