namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>Tests with a <see cref="RuntimeInside"/>, one at a time: when one ends, the instruments of that name end for all in the process.</summary>
[CollectionDefinition(Name)]
public sealed class InsideCollection
{
    public const string Name = "inside";
}
