"""What hosts of continuous integration read: GitHub, GitLab, Gradescope."""
