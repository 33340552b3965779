using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>The structure pass: checks the grammar of the JSON, if quick but for arrays of numbers, and notes where the elements of each input lie.</summary>
internal static class RequestReader
{
    /// <summary>Three levels of structure, one per dimension, and some for parameters that are skipped.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    public static RequestDraft Read(ref JsonPass pass)
    {
        var reader = new Utf8JsonReader(pass.Json, Options);
        if (pass.Json.IsEmpty) throw new RefusedException("the request body is empty");
        reader.Read();
        JsonValues.EnterObject(ref reader, "the request");
        var draft = ReadRoot(ref reader, ref pass);

        // One more read makes the reader refuse anything but white space after the object.
        reader.Read();
        return draft;
    }

    private static RequestDraft ReadRoot(ref Utf8JsonReader reader, ref JsonPass pass)
    {
        string? id = null;
        var parameters = default(RequestParametersDraft);
        List<InputDraft>? inputs = null;
        IReadOnlyList<OutputDraft> outputs = [];
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                seen.Note(0, "'id'");
                if (NextIsValue(ref reader)) id = JsonValues.Text(ref reader, "'id'", pass.Limits.MaxNameLength);
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                seen.Note(1, "'parameters'");
                if (NextIsValue(ref reader)) parameters = ParametersReader.Read(ref reader);
            }
            else if (reader.ValueTextEquals("inputs"u8))
            {
                seen.Note(2, "'inputs'");
                reader.Read();
                inputs = ReadInputs(ref reader, ref pass);
            }
            else if (reader.ValueTextEquals("outputs"u8))
            {
                seen.Note(3, "'outputs'");
                if (NextIsValue(ref reader)) outputs = ReadOutputs(ref reader, pass.Limits);
            }
            else
            {
                reader.Skip();
            }
        }

        return new RequestDraft
        {
            Id = id,
            Parameters = parameters,
            Inputs = inputs ?? throw new RefusedException("the request has no 'inputs'"),
            Outputs = outputs,
        };
    }

    /// <summary>Moves to the value of a member that may be null, which counts as absent: many clients write it so.</summary>
    private static bool NextIsValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.Null;
    }

    private static List<InputDraft> ReadInputs(ref Utf8JsonReader reader, ref JsonPass pass)
    {
        JsonValues.EnterArray(ref reader, "'inputs'");
        var inputs = new List<InputDraft>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (inputs.Count == pass.Limits.MaxInputs) throw new RefusedException($"more than {pass.Limits.MaxInputs} inputs");
            inputs.Add(InputReader.Read(ref reader, ref pass));
        }

        RefuseDuplicates(inputs, input => input.Name, "input");
        return inputs;
    }

    private static List<OutputDraft> ReadOutputs(ref Utf8JsonReader reader, InferRequestLimits limits)
    {
        JsonValues.EnterArray(ref reader, "'outputs'");
        var outputs = new List<OutputDraft>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (outputs.Count == limits.MaxOutputs) throw new RefusedException($"more than {limits.MaxOutputs} outputs");
            outputs.Add(OutputReader.Read(ref reader, limits));
        }

        RefuseDuplicates(outputs, output => output.Name, "output");
        return outputs;
    }

    private static void RefuseDuplicates<T>(List<T> members, Func<T, string> nameOf, string what)
    {
        if (members.Count < 2) return;
        var seen = new HashSet<string>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!seen.Add(nameOf(member))) throw new RefusedException($"{what} '{nameOf(member)}' is given twice");
        }
    }
}
