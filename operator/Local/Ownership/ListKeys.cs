namespace Slipway.Local.Ownership;

/// <summary>Items of lists that are maps must carry their keys to be applied.</summary>
internal static class ListKeys
{
    /// <summary>
    /// What is wrong with the first item that lacks a key, in the server's words; null when none does. Defaults count for
    /// custom kinds only: for built-in kinds servers before 1.21 know none, and refuse a port without its protocol.
    /// </summary>
    public static string? FirstMissing(FieldSchema schema, JsonNode? value, bool defaultsCount, string path = "")
    {
        switch (value)
        {
            case JsonObject members:
                return members
                    .Select(member => FirstMissing(schema.Member(member.Key), member.Value, defaultsCount, $"{path}.{member.Key}"))
                    .FirstOrDefault(found => found is not null);
            case JsonArray items:
                return items
                    .Select((item, index) => InItem(schema, item, defaultsCount, path, index))
                    .FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    private static string? InItem(FieldSchema schema, JsonNode? item, bool defaultsCount, string path, int index)
    {
        foreach (var key in schema.Keys)
        {
            if (item.At(key) is null && !(defaultsCount && schema.Items.Member(key).Schema?["default"] is not null))
                return $"{path}: element {index}: associative list with keys has an element that omits key field \"{key}\" (and doesn't have default value)";
        }

        return FirstMissing(schema.Items, item, defaultsCount, path);
    }
}
