using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>An input as its JSON object describes it, before its elements are read.</summary>
internal sealed record InputDraft
{
    public required string Name { get; init; }

    public required WireDatatype Datatype { get; init; }

    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>The product of the shape; with the element size it fits the limits.</summary>
    public required int ElementCount { get; init; }

    /// <summary>Where the JSON array of its elements lies in the request; null when they are binary.</summary>
    public Range? Data { get; init; }

    /// <summary>Whether the grammar of that array is known to be right.</summary>
    public bool IsChecked { get; init; }

    /// <summary>How many bytes it takes of the binary section; null when its elements are JSON.</summary>
    public int? BinarySize { get; init; }
}
