using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>
/// Reads <c>metadata.managedFields</c>: the set of fields that a manager applied, as a tree of <c>f:member</c>,
/// <c>k:{key}</c> and <c>v:value</c> steps.
/// </summary>
internal static class OwnedFields
{
    /// <summary>The first field that the manager applied and that <paramref name="desired"/> no longer has; null when there is none.</summary>
    public static string? FirstAbandoned(JsonElement live, JsonElement desired, string fieldManager)
    {
        if (!live.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("managedFields", out var managers))
            return null;
        foreach (var entry in managers.EnumerateArray())
        {
            if (IsAppliedBy(entry, fieldManager) && entry.TryGetProperty("fieldsV1", out var fields)
                && FirstMissing(fields, desired, ValuePath.Root) is { } abandoned)
            {
                return abandoned;
            }
        }

        return null;
    }

    private static bool IsAppliedBy(JsonElement entry, string fieldManager) =>
        entry.TryGetProperty("manager", out var manager) && manager.ValueEquals(fieldManager)
        && entry.TryGetProperty("operation", out var operation) && operation.ValueEquals("Apply")
        && !(entry.TryGetProperty("subresource", out var subresource) && !subresource.ValueEquals(""));

    private static string? FirstMissing(JsonElement owned, JsonElement desired, ValuePath path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var step in owned.EnumerateObject())
        {
            var difference = step.Name switch
            {
                "." => null,
                "f:status" when path.Parent is null => null,
                ['f', ':', .. var name] => MissingMember(step.Value, desired, name, path),
                ['k', ':', .. var key] => MissingElement(step.Value, desired, key, path),
                ['v', ':', .. var value] => HasValue(desired, value) ? null : path.Element(value).ToString(),
                _ => null,
            };
            if (difference is not null)
                return difference;
        }

        return null;
    }

    private static string? MissingMember(JsonElement owned, JsonElement desired, string name, ValuePath path)
    {
        var memberPath = path.Member(name);
        return desired.ValueKind == JsonValueKind.Object && desired.TryGetProperty(name, out var value)
            ? FirstMissing(owned, value, memberPath)
            : memberPath.ToString();
    }

    private static string? MissingElement(JsonElement owned, JsonElement desired, string key, ValuePath path)
    {
        using var wanted = JsonDocument.Parse(key);
        var keys = wanted.RootElement.EnumerateObject().Select(member => member.Name).ToList();
        var text = ListKeys.KeyOf(wanted.RootElement, keys);
        var elementPath = path.Element(text);
        if (desired.ValueKind != JsonValueKind.Array)
            return elementPath.ToString();
        foreach (var element in desired.EnumerateArray())
        {
            if (ListKeys.KeyOf(element, keys) == text)
                return FirstMissing(owned, WithKeys(element, wanted.RootElement), elementPath);
        }

        return elementPath.ToString();
    }

    /// <summary>Key members may be left out of an element when they have a default; they are owned all the same.</summary>
    private static JsonElement WithKeys(JsonElement element, JsonElement keys)
    {
        var members = element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        foreach (var key in keys.EnumerateObject())
            members.TryAdd(key.Name, key.Value);
        if (members.Count == element.EnumerateObject().Count())
            return element;

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static bool HasValue(JsonElement desired, string value)
    {
        using var wanted = JsonDocument.Parse(value);
        return desired.ValueKind == JsonValueKind.Array
            && desired.EnumerateArray().Any(element => JsonElement.DeepEquals(element, wanted.RootElement));
    }
}
