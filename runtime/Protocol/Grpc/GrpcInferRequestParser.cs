using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>Reads <c>inference.ModelInferRequest</c>. Raw tensors stay in the message; only what is not aligned is copied.</summary>
public static class GrpcInferRequestParser
{
    /// <summary>Parses a message. Every one that cannot be right is refused; nothing but bugs throws.</summary>
    /// <param name="message">The whole message, decompressed.</param>
    /// <param name="messageOwner">Disposed as soon as nothing needs the message.</param>
    /// <param name="limits">Bounds; null: the defaults.</param>
    public static GrpcInferRequest Parse(Memory<byte> message, IDisposable? messageOwner, InferRequestLimits? limits = null)
    {
        var owner = new SharedOwner(messageOwner);
        var inputs = new List<WireTensor>();
        var draft = new GrpcRequestDraft();
        try
        {
            Read(message.Span, draft, limits ?? InferRequestLimits.Default);
            Build(draft, message, owner, inputs);
            return new GrpcInferRequest(draft.Model, draft.Version, InferRequestResult.From(draft.ToMessage(inputs)));
        }
        catch (RefusedException refusal)
        {
            inputs.ForEach(input => input.Dispose());
            return new GrpcInferRequest(draft.Model, draft.Version, InferRequestResult.Refused(refusal.Error));
        }
        finally
        {
            owner.Dispose();
        }
    }

    private static void Read(ReadOnlySpan<byte> message, GrpcRequestDraft draft, InferRequestLimits limits)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: draft.Model = reader.Text("the model's name", limits.MaxNameLength); break;
                case 2: draft.Version = reader.Text("the model's version", limits.MaxNameLength); break;
                case 3: draft.Id = reader.Text("the id", limits.MaxNameLength); break;
                case 4: draft.Parameters = ReadParameter(reader.Message(), draft.Parameters, limits); break;
                case 5: AddInput(reader.Message(), draft, limits); break;
                case 6: AddOutput(reader.Message(), draft, limits); break;
                case 7: AddRaw(ref reader, draft, limits); break;
                default: reader.Skip(); break;
            }
        }
    }

    private static RequestParametersDraft ReadParameter(ProtoReader entry, RequestParametersDraft parameters, InferRequestLimits limits)
    {
        var parameter = GrpcParameter.Read(entry, limits);
        if (parameter.Name.StartsWith("triton_", StringComparison.Ordinal))
            throw new RefusedException("parameters that start with 'triton_' are reserved");
        if (parameter.Name.StartsWith("sequence_", StringComparison.Ordinal))
            throw RefusedException.Unsupported("sequences are not supported");
        return parameter.Name switch
        {
            "priority" => parameters with { Priority = (ulong)parameter.Count(long.MaxValue) },
            "timeout" => parameters with { TimeoutMicroseconds = parameter.Count(TimeSpan.MaxValue.Ticks / 10) },
            _ => parameters,
        };
    }

    private static void AddInput(ProtoReader reader, GrpcRequestDraft draft, InferRequestLimits limits)
    {
        if (draft.Inputs.Count == limits.MaxInputs) throw new RefusedException($"more than {limits.MaxInputs} inputs");
        var input = GrpcInputReader.Read(reader, limits);
        foreach (var known in draft.Inputs)
        {
            if (known.Name == input.Name) throw new RefusedException($"input '{input.Name}' is given twice");
        }

        draft.Inputs.Add(input);
    }

    private static void AddOutput(ProtoReader reader, GrpcRequestDraft draft, InferRequestLimits limits)
    {
        if (draft.Outputs.Count == limits.MaxOutputs) throw new RefusedException($"more than {limits.MaxOutputs} outputs");
        var (name, classification) = (string.Empty, 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text("an output's name", limits.MaxNameLength); break;
                case 2:
                    var parameter = GrpcParameter.Read(reader.Message(), limits);
                    parameter.RefuseSharedMemory();
                    if (parameter.Name == "classification") classification = (int)parameter.Count(int.MaxValue);
                    break;
                default: reader.Skip(); break;
            }
        }

        if (name.Length == 0) throw new RefusedException("an output has no 'name'");
        if (draft.Outputs.Any(known => known.Name == name)) throw new RefusedException($"output '{name}' is given twice");
        draft.Outputs.Add(new RequestedOutput(name, Binary: true, classification));
    }

    private static void AddRaw(ref ProtoReader reader, GrpcRequestDraft draft, InferRequestLimits limits)
    {
        if (draft.Raw.Count == limits.MaxInputs) throw new RefusedException($"more than {limits.MaxInputs} raw inputs");
        draft.Raw.Add(reader.Place());
    }

    private static void Build(GrpcRequestDraft draft, Memory<byte> message, SharedOwner owner, List<WireTensor> inputs)
    {
        if (draft.Raw.Count > 0)
        {
            if (draft.Inputs.FirstOrDefault(input => input.Data is not null) is { } typed)
                throw new RefusedException($"contents field must not be specified when using raw_input_contents for input '{typed.Name}'");
            if (draft.Raw.Count != draft.Inputs.Count)
                throw new RefusedException($"expected {draft.Inputs.Count} raw_input_contents, one per input, got {draft.Raw.Count}");
        }

        for (var index = 0; index < draft.Inputs.Count; index++)
        {
            var input = draft.Inputs[index];
            if (draft.Raw.Count == 0)
            {
                inputs.Add(GrpcContents.Build(input, message.Span[input.Data ?? default]));
                continue;
            }

            var raw = message[draft.Raw[index]];
            inputs.Add(new BinarySection(raw, owner, "raw_input_contents").Take(input with { BinarySize = raw.Length }));
        }
    }
}
