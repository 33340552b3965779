using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.V1;

/// <summary>
/// Reads the KServe V1 request <c>{"instances": […]}</c>: one element per row. Of a model with one input an element is the row itself,
/// nested like its shape; of a model with several it is an object with one member per input. The first dimension is the number of rows.
/// </summary>
public static class PredictRequest
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = RequestReader.MaxDepth };

    /// <summary>Parses a body; nothing but bugs throws. The result holds nothing of the body.</summary>
    /// <param name="body">The whole body, decompressed.</param>
    /// <param name="model">Gives names and datatypes.</param>
    /// <param name="limits">Bounds; null: the defaults.</param>
    public static InferRequestResult Parse(ReadOnlyMemory<byte> body, ModelMetadata model, InferRequestLimits? limits = null)
    {
        var inputs = new List<WireTensor>();
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var instances = Instances(document.RootElement);
            foreach (var input in model.Inputs)
                inputs.Add(InstanceTensor.Build(input, Rows(instances, input, model), limits ?? InferRequestLimits.Default));
            return InferRequestResult.From(new InferRequestMessage { Inputs = inputs });
        }
        catch (RefusedException refusal)
        {
            inputs.ForEach(input => input.Dispose());
            return InferRequestResult.Refused(refusal.Error);
        }
        catch (JsonException exception)
        {
            inputs.ForEach(input => input.Dispose());
            return InferRequestResult.Refused(ProtocolError.Invalid($"failed to parse the request JSON: {JsonFault.Describe(exception)}"));
        }
        catch (InvalidOperationException)
        {
            // What the reader says of a text whose escapes are half a character.
            inputs.ForEach(input => input.Dispose());
            return InferRequestResult.Refused(ProtocolError.Invalid("the request JSON is not valid Unicode"));
        }
    }

    private static JsonElement Instances(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new RefusedException("the request must be an object");
        if (!root.TryGetProperty("instances"u8, out var instances)) throw new RefusedException("the request has no 'instances'");
        if (instances.ValueKind != JsonValueKind.Array || instances.GetArrayLength() == 0)
            throw new RefusedException("'instances' must be an array with at least one element");
        return instances;
    }

    private static JsonElement[] Rows(JsonElement instances, TensorMetadata input, ModelMetadata model)
    {
        var rows = instances.EnumerateArray().ToArray();
        for (var index = 0; index < rows.Length; index++)
        {
            // {"b64": …} is how V1 writes a row of bytes.
            if (rows[index].ValueKind != JsonValueKind.Object || (model.Inputs.Length == 1 && rows[index].TryGetProperty("b64"u8, out _)))
            {
                if (model.Inputs.Length > 1)
                    throw new RefusedException($"instance {index} must be an object with a member for each of the model's {model.Inputs.Length} inputs");
                continue;
            }

            RefuseUnknown(rows[index], index, model);
            if (!rows[index].TryGetProperty(input.Name, out var row))
                throw new RefusedException($"instance {index} has no '{input.Name}'");
            rows[index] = row;
        }

        return rows;
    }

    private static void RefuseUnknown(JsonElement instance, int index, ModelMetadata model)
    {
        foreach (var member in instance.EnumerateObject())
        {
            if (!model.Inputs.Any(input => member.NameEquals(input.Name)))
                throw new RefusedException($"instance {index} has the member '{member.Name}', which is no input of model '{model.Name}'");
        }
    }
}
