using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Kubernetes.Generation;

/// <summary>
/// Writes JSON as YAML the way kubectl prints it: block style, list items at their key's indentation, no wrapped lines.
/// Any text that a YAML 1.1 reader could take for something else is quoted.
/// </summary>
internal static partial class YamlText
{
    private static readonly EmitterSettings Settings = new(
        bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: false);

    public static string Write(JsonNode node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                EmitObject(emitter, members);
                break;
            case JsonArray items:
                EmitArray(emitter, items);
                break;
            case null:
                EmitPlain(emitter, "null");
                break;
            default:
                EmitScalar(emitter, node.AsValue());
                break;
        }
    }

    private static void EmitObject(Emitter emitter, JsonObject members)
    {
        var style = members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block;
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var (name, value) in members)
        {
            EmitText(emitter, name);
            Emit(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void EmitArray(Emitter emitter, JsonArray items)
    {
        var style = items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var item in items)
            Emit(emitter, item);
        emitter.Emit(new SequenceEnd());
    }

    private static void EmitScalar(Emitter emitter, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.String)
            EmitText(emitter, value.GetValue<string>());
        else
            EmitPlain(emitter, value.ToJsonString());
    }

    private static void EmitText(Emitter emitter, string text)
    {
        if (text.Contains('\n'))
            Emit(emitter, text, ScalarStyle.Literal);
        else if (IsSafelyPlain(text))
            Emit(emitter, text, ScalarStyle.Plain);
        else
            Emit(emitter, text, ScalarStyle.SingleQuoted);
    }

    private static void EmitPlain(Emitter emitter, string text) => Emit(emitter, text, ScalarStyle.Plain);

    private static void Emit(Emitter emitter, string text, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    private static bool IsSafelyPlain(string text) => StartsLikeText().IsMatch(text) && !Reserved().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z_/.$^(\\][^\x00-\x1f]*$(?<!\s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsLikeText();

    // Booleans and nulls of YAML 1.1, and numbers that start with a dot.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|\.inf|\.nan|\.[0-9_]+(e[-+]?[0-9]+)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved();
}
