using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>
/// A request whose <c>Inference-Header-Content-Length</c> is 0: the body is the elements of the model's only input, and nothing else.
/// </summary>
public static class RawRequest
{
    /// <summary>Makes the request that the body stands for: its one variable dimension follows from the body's length.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="bodyOwner">Disposed with the request, or before returning when refused.</param>
    /// <param name="model">The model's metadata.</param>
    public static InferRequestResult Parse(Memory<byte> body, IDisposable? bodyOwner, ModelMetadata model)
    {
        var (shape, error) = ShapeOf(body.Length, model);
        if (error is not null)
        {
            bodyOwner?.Dispose();
            return InferRequestResult.Refused(error);
        }

        var input = model.Inputs[0];
        return InferRequestResult.From(new InferRequestMessage
        {
            Inputs = [new WireTensor(input.Name, input.Datatype, shape, body, bodyOwner)],
            BinaryOutput = true,
        });
    }

    private static (ImmutableArray<long> Shape, ProtocolError? Error) ShapeOf(int bodyLength, ModelMetadata model)
    {
        if (model.Inputs.Length != 1) return Refuse($"model '{model.Name}' has {model.Inputs.Length} inputs, so a raw request cannot tell them apart");
        var input = model.Inputs[0];
        if (input.Datatype == WireDatatype.Bytes) return Refuse($"input '{input.Name}' is BYTES, which a raw request cannot carry");
        if (input.Shape.Count(dimension => dimension < 0) > 1) return Refuse($"input '{input.Name}' has more than one variable dimension");

        var rowBytes = (long)input.Datatype.ElementSize();
        foreach (var dimension in input.Shape.Where(dimension => dimension >= 0)) rowBytes = Math.Min(rowBytes * dimension, int.MaxValue);
        var variable = input.Shape.IndexOf(-1);
        var rows = rowBytes == 0 ? 0 : bodyLength / rowBytes;
        if (rows * rowBytes != bodyLength || (variable < 0 && rows != 1))
        {
            return Refuse($"the body's {bodyLength} bytes do not make an input '{input.Name}' of [{string.Join(',', input.Shape)}]");
        }

        return (variable < 0 ? input.Shape : input.Shape.SetItem(variable, rows), null);
    }

    private static (ImmutableArray<long> Shape, ProtocolError Error) Refuse(string message) => ([], ProtocolError.Invalid(message));
}
