using System.Text.Json;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Reads the outputs of an answer, JSON, binary or gRPC.</summary>
internal static class AnswerReader
{
    /// <summary>What is compared at most of one answer, decompressed.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The outputs by name.</summary>
    /// <exception cref="UnreadableAnswerException">It is no answer of the protocol.</exception>
    public static IReadOnlyDictionary<string, OutputTensor> Read(CapturedAnswer answer)
    {
        var outputs = answer.IsGrpc ? GrpcAnswer.Read(answer.Body, answer.Encoding) : ReadRest(answer);
        var byName = new Dictionary<string, OutputTensor>(StringComparer.Ordinal);
        foreach (var output in outputs)
        {
            if (output.Problem() is { } problem)
                throw new UnreadableAnswerException(problem);
            if (!byName.TryAdd(output.Name, output))
                throw new UnreadableAnswerException("it has an output twice");
        }
        return byName;
    }

    private static List<OutputTensor> ReadRest(CapturedAnswer answer)
    {
        var body = Decompression.Expand(answer.Body, answer.Encoding, MaxBytes);
        if (answer.JsonLength is { } length && (length < 0 || length > body.Length))
            throw new UnreadableAnswerException("its JSON is shorter than its header says");
        var json = answer.JsonLength is { } cut ? body[..cut] : body;
        try
        {
            return new JsonAnswer(BareNumbers.Quote(json), body[json.Length..]).Read();
        }
        catch (JsonException)
        {
            throw new UnreadableAnswerException("it is no JSON");
        }
    }
}
