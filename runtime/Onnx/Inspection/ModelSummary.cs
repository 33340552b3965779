using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>What an ONNX file says about itself, without its weights.</summary>
public sealed record ModelSummary
{
    /// <summary>Version of the file format.</summary>
    public required long IrVersion { get; init; }

    /// <summary>The tool that wrote it; empty when it does not say.</summary>
    public required string Producer { get; init; }

    /// <summary>Operator sets by domain; the default domain is <c>ai.onnx</c>.</summary>
    public required ImmutableSortedDictionary<string, long> Opsets { get; init; }

    /// <summary>What a caller must give, in order.</summary>
    public required ImmutableArray<ValueSummary> Inputs { get; init; }

    /// <summary>What the model answers, in order.</summary>
    public required ImmutableArray<ValueSummary> Outputs { get; init; }

    /// <summary>How often each operator is used, those in inner graphs and functions included; outside the default domain as <c>domain::Name</c>.</summary>
    public required ImmutableSortedDictionary<string, int> Operators { get; init; }

    /// <summary>Domains whose operators the file itself defines.</summary>
    public required ImmutableSortedSet<string> OwnDomains { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Size of the trained values in bytes, wherever they are kept.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Tensors whose bytes are in other files.</summary>
    public required ImmutableArray<ExternalTensor> ExternalTensors { get; init; }
}
