using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol;

/// <summary>
/// Reads infer requests. Two passes over the JSON: one by <see cref="Utf8JsonReader"/> for grammar and structure, which skips the
/// numbers, and one that turns the numbers into typed memory, when datatype and shape are known wherever they stood.
/// </summary>
public static class InferRequestParser
{
    /// <summary>Parses a body. Every input that cannot be right is refused; nothing but bugs throws.</summary>
    /// <param name="body">The whole body, decompressed; binary tensors stay in it, without a copy where alignment allows.</param>
    /// <param name="headerLength">
    /// The value of <c>Inference-Header-Content-Length</c>, the length of the JSON in bytes; null: all of the body is JSON.
    /// </param>
    /// <param name="bodyOwner">Disposed as soon as nothing needs the body: before returning, or with the last tensor in it.</param>
    /// <param name="limits">Bounds; null: the defaults.</param>
    public static InferRequestResult Parse(
        Memory<byte> body, int? headerLength, IDisposable? bodyOwner, InferRequestLimits? limits = null)
    {
        var owner = new SharedOwner(bodyOwner);
        var inputs = new List<WireTensor>();
        try
        {
            var jsonLength = JsonLength(body.Length, headerLength);
            var json = body.Span[..jsonLength];
            var draft = RequestReader.Read(json, limits ?? InferRequestLimits.Default);
            var section = headerLength is null ? null : new BinarySection(body[jsonLength..], owner);
            foreach (var input in draft.Inputs) inputs.Add(InputBuilder.Build(input, json, section));
            section?.CheckEnd();
            return InferRequestResult.From(draft.ToMessage(inputs));
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
            // What the reader says of a name whose escapes are half a character.
            inputs.ForEach(input => input.Dispose());
            return InferRequestResult.Refused(ProtocolError.Invalid("the request JSON is not valid Unicode"));
        }
        finally
        {
            owner.Dispose();
        }
    }

    private static int JsonLength(int bodyLength, int? headerLength)
    {
        if (headerLength is not { } length) return bodyLength;
        if (length < 1) throw new RefusedException("Inference-Header-Content-Length must be positive");
        if (length > bodyLength)
        {
            throw new RefusedException($"Inference-Header-Content-Length is {length}, but the body has only {bodyLength} bytes");
        }

        return length;
    }
}
