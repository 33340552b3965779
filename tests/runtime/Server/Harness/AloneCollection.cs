namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>Tests that measure this very process, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
