namespace Slipway.Planning.Runtime;

/// <summary>An input or output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">As the protocol writes it, such as FP32.</param>
/// <param name="Shape">Sizes; -1: any.</param>
public sealed record RuntimeTensor(string Name, string Datatype, IReadOnlyList<long> Shape)
{
    /// <summary>Such as <c>FP32 [?,3,224,224]</c>.</summary>
    public override string ToString() => $"{Datatype} [{string.Join(',', Shape.Select(size => size < 0 ? "?" : $"{size}"))}]";
}
