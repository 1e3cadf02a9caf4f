"""Questions on the state of a workspace: one .rq file each."""
