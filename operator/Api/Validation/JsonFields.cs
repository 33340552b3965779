using System.Text.Json;

namespace Slipway.Api.Validation;

/// <summary>Looks into JSON that nobody has checked: what has another type than expected counts as absent.</summary>
internal static class JsonFields
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The items of an array with their paths; empty when it is none.</summary>
    public static IEnumerable<(JsonElement Item, string Path)> Items(this JsonElement element, string name, string path)
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.Array } array)
            yield break;
        var index = 0;
        foreach (var item in array.EnumerateArray())
            yield return (item, $"{path}.{name}[{index++}]");
    }

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Lists that are merged item by item must be lists of objects.</summary>
    public static IEnumerable<ValidationError> MustBeObjects(this JsonElement element, string name, string path)
    {
        if (element.Member(name) is { ValueKind: not JsonValueKind.Array })
            yield return new($"{path}.{name}", "must be a list");
        foreach (var (item, at) in element.Items(name, path))
        {
            if (item.ValueKind != JsonValueKind.Object)
                yield return new(at, "must be an object");
        }
    }
}
