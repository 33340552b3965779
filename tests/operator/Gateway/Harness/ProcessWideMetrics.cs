namespace Slipway.Gateway.Tests.Harness;

/// <summary>
/// Tests that read metrics run when no other gateway is in the process: the exporter knows meters by name, so that it counts what others
/// count, and forgets an instrument when the first of them ends.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class ProcessWideMetrics
{
    public const string Name = "Process-wide metrics";
}
