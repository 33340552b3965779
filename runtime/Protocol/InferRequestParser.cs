using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol;

/// <summary>
/// Reads infer requests. Two passes over the JSON: one by <see cref="Utf8JsonReader"/> for structure, which passes over the numbers,
/// and one that turns the numbers into typed memory and checks their grammar, when datatype and shape are known wherever they stood.
/// Where anything is wrong, both are done again with care, for the words and the place that the client is told.
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
        try
        {
            return InferRequestResult.From(Read(body, headerLength, owner, limits ?? InferRequestLimits.Default));
        }
        catch (RefusedException refusal)
        {
            return InferRequestResult.Refused(refusal.Error);
        }
        catch (JsonException exception)
        {
            return InferRequestResult.Refused(ProtocolError.Invalid($"failed to parse the request JSON: {JsonFault.Describe(exception)}"));
        }
        catch (InvalidOperationException)
        {
            // What the reader says of a name whose escapes are half a character.
            return InferRequestResult.Refused(ProtocolError.Invalid("the request JSON is not valid Unicode"));
        }
        finally
        {
            owner.Dispose();
        }
    }

    private static InferRequestMessage Read(Memory<byte> body, int? headerLength, SharedOwner owner, InferRequestLimits limits)
    {
        var jsonLength = JsonLength(body.Length, headerLength);
        var json = body.Span[..jsonLength];
        var section = headerLength is null ? null : new BinarySection(body[jsonLength..], owner);
        var quick = new JsonPass(json, limits, isCareful: false);
        try
        {
            return Read(ref quick, section);
        }
        catch (Exception exception) when (quick.HasUnchecked && exception is RefusedException or JsonException or InvalidOperationException)
        {
            // What was passed over may be what is wrong first.
        }

        var careful = new JsonPass(json, limits, isCareful: true);
        return Read(ref careful, headerLength is null ? null : new BinarySection(body[jsonLength..], owner));
    }

    private static InferRequestMessage Read(ref JsonPass pass, BinarySection? section)
    {
        var draft = RequestReader.Read(ref pass);
        var inputs = new List<WireTensor>(draft.Inputs.Count);
        try
        {
            foreach (var input in draft.Inputs) inputs.Add(InputBuilder.Build(input, pass.Json, section));
            section?.CheckEnd();
            return draft.ToMessage(inputs);
        }
        catch
        {
            inputs.ForEach(input => input.Dispose());
            throw;
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
