namespace Slipway.Kubernetes.Tests.Support;

/// <summary>Tests that measure the process, and so must not run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "runs alone";
}
