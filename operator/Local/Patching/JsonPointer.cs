using System.Globalization;

namespace Slipway.Local.Patching;

/// <summary>RFC 6901: a place in a document, which is the member <c>root</c> of the object that the methods take.</summary>
internal sealed class JsonPointer
{
    private readonly string[] steps;

    private JsonPointer(string[] steps) => this.steps = steps;

    public static JsonPointer Parse(string? text)
    {
        if (text is null || (text.Length > 0 && text[0] != '/'))
            throw new PatchException($"\"{text}\" is no JSON pointer");
        var names = text.Split('/')[1..].Select(step => step.Replace("~1", "/").Replace("~0", "~"));
        return new(["root", .. names]);
    }

    /// <summary>The value at the place.</summary>
    public JsonNode? Get(JsonObject root) => Child(Parent(root), steps[^1]);

    /// <summary>Puts a value there; before the item that is there, when it is in a list.</summary>
    public void Add(JsonObject root, JsonNode? value)
    {
        switch (Parent(root))
        {
            case JsonObject members:
                members[steps[^1]] = value;
                break;
            case JsonArray items:
                items.Insert(steps[^1] == "-" ? items.Count : Index(steps[^1], items.Count + 1), value);
                break;
            default:
                throw Missing();
        }
    }

    /// <summary>Takes the value away and returns it, free to be put elsewhere.</summary>
    public JsonNode? Remove(JsonObject root)
    {
        var parent = Parent(root);
        var value = Child(parent, steps[^1]);
        if (parent is JsonObject members)
            members.Remove(steps[^1]);
        else
            parent!.AsArray().RemoveAt(Index(steps[^1], parent.AsArray().Count));
        return value;
    }

    private JsonNode? Parent(JsonNode? node)
    {
        foreach (var step in steps[..^1])
            node = Child(node, step);
        return node;
    }

    private JsonNode? Child(JsonNode? parent, string step) => parent switch
    {
        JsonObject members => members.TryGetPropertyValue(step, out var value) ? value : throw Missing(),
        JsonArray items => items[Index(step, items.Count)],
        _ => throw Missing(),
    };

    private int Index(string step, int count) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : throw Missing();

    private PatchException Missing() => new($"the path /{string.Join('/', steps[1..])} does not exist");
}
