namespace Slipway.Local.Patching;

/// <summary>RFC 6902: a list of operations at JSON pointers, all or nothing.</summary>
internal static class JsonPatch
{
    /// <exception cref="PatchException">An operation is malformed, its place does not exist, or a test failed.</exception>
    public static JsonNode? Apply(JsonNode target, JsonNode? patch)
    {
        // Under a root of its own, so that the whole document can be replaced like any member.
        var root = new JsonObject { ["root"] = target.DeepClone() };
        foreach (var operation in patch as JsonArray ?? throw new PatchException("a JSON patch is a list of operations"))
            Apply(root, operation as JsonObject ?? throw new PatchException("an operation is an object"));
        return root["root"]?.DeepClone();
    }

    private static void Apply(JsonObject root, JsonObject operation)
    {
        var place = JsonPointer.Parse(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "add":
                place.Add(root, Value(operation));
                break;
            case "replace":
                place.Remove(root);
                place.Add(root, Value(operation));
                break;
            case "remove":
                place.Remove(root);
                break;
            case "test":
                if (!JsonNode.DeepEquals(place.Get(root), operation["value"]))
                    throw new PatchException($"testing value {operation.Text("path")} failed");
                break;
            case "copy":
                place.Add(root, JsonPointer.Parse(operation.Text("from")).Get(root)?.DeepClone());
                break;
            case "move":
                place.Add(root, JsonPointer.Parse(operation.Text("from")).Remove(root));
                break;
            default:
                throw new PatchException($"Unexpected kind: {operation.Text("op") ?? "unknown"}");
        }
    }

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value?.DeepClone()
            : throw new PatchException($"missing value at {operation.Text("path")}");
}
