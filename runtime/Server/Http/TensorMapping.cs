using System.Collections.Immutable;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Http;

/// <summary>Between the protocol's tensors and the backend's, over the same memory.</summary>
internal static class TensorMapping
{
    /// <summary>A request over the message's inputs, which it takes over.</summary>
    public static InferenceRequest ToRequest(InferRequestMessage message, TimeProvider time) => new()
    {
        Id = message.Id,
        Inputs = [.. message.Inputs.Select(input => Tensor.Borrow(input.Name, (TensorDatatype)input.Datatype, input.Shape, input.Data, input))],
        RequestedOutputs = [.. message.Outputs.Select(output => output.Name)],
        Parameters = new RequestParameters { Priority = message.Priority },
        Deadline = message.Timeout is { } timeout ? Deadline.After(timeout, time) : Deadline.Never,
    };

    /// <summary>An answer that borrows the response's outputs.</summary>
    /// <param name="request">What was asked for, in which form.</param>
    /// <param name="response">The outputs; must live until the answer is written.</param>
    /// <param name="model">Name and version.</param>
    /// <param name="labels">Names of classes.</param>
    public static InferResponseMessage ToMessage(
        InferRequestMessage request, InferenceResponse response, ModelMetadata model, ImmutableArray<string> labels) => new()
        {
            ModelName = model.Name,
            ModelVersion = model.Versions[0],
            Id = request.Id,
            NonFiniteAsStrings = request.NonFiniteAsStrings,
            Outputs = [.. response.Outputs.Select((output, index) => Form(output, Wanted(request, output, index), labels))],
        };

    private static RequestedOutput Wanted(InferRequestMessage request, Tensor output, int index) =>
        request.Outputs.IsEmpty ? new RequestedOutput(output.Name, request.BinaryOutput) : request.Outputs[index];

    private static ResponseOutput Form(Tensor output, RequestedOutput wanted, ImmutableArray<string> labels)
    {
        var tensor = new WireTensor(output.Name, (WireDatatype)output.Datatype, output.Shape, output.Data);
        return new ResponseOutput(wanted.Classification > 0 ? Classification.Top(tensor, wanted.Classification, labels) : tensor, wanted.Binary);
    }
}
