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
        Inputs = Borrow(message.Inputs),
        RequestedOutputs = message.Outputs.IsEmpty ? [] : [.. message.Outputs.Select(output => output.Name)],
        Parameters = message.Priority == 0 ? RequestParameters.None : new RequestParameters { Priority = message.Priority },
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
            Outputs = Form(request, response.Outputs, labels),
        };

    private static Tensor[] Borrow(IReadOnlyList<WireTensor> inputs)
    {
        var borrowed = new Tensor[inputs.Count];
        for (var index = 0; index < borrowed.Length; index++)
        {
            var input = inputs[index];
            borrowed[index] = Tensor.Borrow(input.Name, (TensorDatatype)input.Datatype, input.Shape, input.Data, input);
        }

        return borrowed;
    }

    private static ResponseOutput[] Form(InferRequestMessage request, IReadOnlyList<Tensor> outputs, ImmutableArray<string> labels)
    {
        var formed = new ResponseOutput[outputs.Count];
        for (var index = 0; index < formed.Length; index++)
            formed[index] = Form(outputs[index], request, index, labels);
        return formed;
    }

    private static ResponseOutput Form(Tensor output, InferRequestMessage request, int index, ImmutableArray<string> labels)
    {
        var tensor = new WireTensor(output.Name, (WireDatatype)output.Datatype, output.Shape, output.Data);
        if (request.Outputs.IsEmpty) return new ResponseOutput(tensor, request.BinaryOutput);
        var wanted = request.Outputs[index];
        return new ResponseOutput(wanted.Classification > 0 ? Classification.Top(tensor, wanted.Classification, labels) : tensor, wanted.Binary);
    }
}
