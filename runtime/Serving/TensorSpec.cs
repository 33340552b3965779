using System.Collections.Immutable;

namespace Slipway.Runtime.Serving;

/// <summary>One input or output that a model declares.</summary>
/// <param name="Name">The name in the model's graph.</param>
/// <param name="Datatype">The type of its elements.</param>
/// <param name="Shape">Its dimensions, the batch included; -1 is dynamic; empty is a scalar.</param>
public sealed record TensorSpec(string Name, TensorDatatype Datatype, ImmutableArray<long> Shape)
{
    /// <summary>By value, the shape included.</summary>
    public bool Equals(TensorSpec? other) =>
        other is not null && Name == other.Name && Datatype == other.Datatype && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Datatype, Shape.Length);

    /// <summary>Such as <c>x FP32[-1,3]</c>.</summary>
    public override string ToString() => $"{Name} {Datatype.Name()}[{string.Join(',', Shape)}]";
}
