// Each test starts processes of its own; more at once only makes all of them slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
