using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>An input or output as the file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>tensor</c>, <c>sequence</c>, <c>map</c>, <c>optional</c>, <c>sparse tensor</c>, or <c>unknown</c>.</param>
/// <param name="ElementType">ONNX's number of the tensor's element type; 0 when it is no tensor.</param>
/// <param name="Shape">A number where the dimension is fixed, a name or <c>?</c> where it is not; null when even the rank is open.</param>
public sealed record ValueSummary(string Name, string Kind, int ElementType, ImmutableArray<string>? Shape)
{
    /// <summary>Such as <c>FP32[batch,3,?,?]</c>.</summary>
    public override string ToString() => Kind == "tensor"
        ? $"{ElementTypes.Name(ElementType)}[{(Shape is { } shape ? string.Join(',', shape) : "…")}]"
        : Kind;
}
