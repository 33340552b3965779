namespace Slipway.Local.Ownership;

/// <summary>The two halves of server-side apply on values: merging what is given, and removing what is no longer given.</summary>
internal static class StructuredMerge
{
    /// <summary>The live value with everything that is given laid over it; live items of lists keep their places.</summary>
    public static JsonNode? Merge(FieldSchema schema, JsonNode? live, JsonNode? given)
    {
        switch (live, given)
        {
            case (JsonObject liveMembers, JsonObject givenMembers) when schema.IsGranularMap:
                var merged = liveMembers.Copy();
                foreach (var (name, member) in givenMembers)
                    merged[name] = Merge(schema.Member(name), liveMembers[name], member);
                return merged;
            case (JsonArray liveItems, JsonArray givenItems) when schema.Keys.Count > 0 || schema.IsSet:
                return MergeItems(schema, liveItems, givenItems);
            default:
                return given?.DeepClone();
        }
    }

    /// <summary>
    /// The value without the fields that the manager gave last time and not this time, unless another manager has them.
    /// </summary>
    /// <param name="schema">How the value merges.</param>
    /// <param name="value">The merged value; changed in place.</param>
    /// <param name="before">What the manager gave last time.</param>
    /// <param name="now">What it gives now.</param>
    /// <param name="others">What other managers own.</param>
    public static void Prune(FieldSchema schema, JsonNode? value, FieldSet before, FieldSet now, FieldSet others)
    {
        if (value is null || FieldSets.Steps(schema, value) is not { } steps)
            return;
        foreach (var (step, last) in before.Children)
        {
            if (!steps.TryGetValue(step, out var part))
                continue;
            if (now[step].IsEmpty && others[step].IsEmpty)
            {
                Remove(value, step, part.Node);
                continue;
            }

            Prune(part.Schema, part.Node, last, now[step], others[step]);
            if (part.Node is JsonObject { Count: 0 } && !now[step].IsMember && !others[step].IsMember && !last.IsMember)
                Remove(value, step, part.Node);
        }
    }

    private static JsonArray MergeItems(FieldSchema schema, JsonArray live, JsonArray given)
    {
        var places = FieldSets.Steps(schema, live)!;
        var additions = FieldSets.Steps(schema, given)!;
        var merged = places.Select(place => additions.TryGetValue(place.Key, out var addition)
            ? Merge(schema.Items, place.Value.Node, addition.Node)
            : place.Value.Node?.DeepClone());
        var added = additions.Where(addition => !places.ContainsKey(addition.Key)).Select(addition => addition.Value.Node?.DeepClone());
        return new([.. merged, .. added]);
    }

    private static void Remove(JsonNode value, string step, JsonNode? part)
    {
        if (value is JsonObject members)
            members.Remove(step[2..]);
        else
            value.AsArray().Remove(part);
    }
}
