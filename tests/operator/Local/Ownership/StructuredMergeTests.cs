using System.Text.Json.Nodes;
using Slipway.Local.Ownership;

namespace Slipway.Local.Tests.Ownership;

/// <summary>Server-side apply on values: live value, what one manager gave before and gives now, what others own, what comes out.</summary>
public sealed class StructuredMergeTests
{
    private static readonly FieldSchema Schema = new(JsonNode.Parse(
        """
        {"properties": {
          "items": {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port", "protocol"],
            "items": {"properties": {"protocol": {"default": "TCP"}}}},
          "set": {"x-kubernetes-list-type": "set"},
          "whole": {"x-kubernetes-map-type": "atomic"}}}
        """)!.AsObject());

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("""{"m":{"a":1}}""", """{"m":{"b":2}}""", """{"m":{"a":1,"b":2}}""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[3]}""", """{"l":[3]}""")]
    [InlineData("""{"whole":{"a":1}}""", """{"whole":{"b":2}}""", """{"whole":{"b":2}}""")]
    [InlineData("""{"set":["a","b"]}""", """{"set":["c","b"]}""", """{"set":["a","b","c"]}""")]
    [InlineData("""{"items":[{"port":1,"x":1},{"port":2}]}""", """{"items":[{"port":3},{"port":1,"y":2}]}""", """{"items":[{"port":1,"x":1,"y":2},{"port":2},{"port":3}]}""")]
    [InlineData("""{"items":[{"port":1,"protocol":"TCP"}]}""", """{"items":[{"port":1,"x":1}]}""", """{"items":[{"port":1,"protocol":"TCP","x":1}]}""")]
    [InlineData("""{"items":[{"port":1,"protocol":"TCP"}]}""", """{"items":[{"port":1,"protocol":"UDP"}]}""", """{"items":[{"port":1,"protocol":"TCP"},{"port":1,"protocol":"UDP"}]}""")]
    public void What_is_given_is_laid_over_what_is_there(string live, string given, string merged) =>
        Same(StructuredMerge.Merge(Schema, JsonNode.Parse(live), JsonNode.Parse(given)), merged);

    [Theory]
    [InlineData("a dropped field goes", """{"a":1,"b":2}""", """{"a":1}""", "{}", "{}", """{"b":2}""")]
    [InlineData("a dropped field of another stays", """{"a":1}""", """{"a":1}""", "{}", """{"a":1}""", """{"a":1}""")]
    [InlineData("an emptied object goes", """{"m":{"a":1}}""", """{"m":{"a":1}}""", """{"b":1}""", "{}", "{}")]
    [InlineData("an object with another's fields stays", """{"m":{"a":1,"b":1}}""", """{"m":{"a":1}}""", "{}", """{"m":{"b":1}}""", """{"m":{"b":1}}""")]
    [InlineData("a dropped item goes with what nobody owns in it", """{"items":[{"port":1,"x":1,"default":1}]}""", """{"items":[{"port":1,"x":1}]}""", """{"items":[]}""", "{}", """{"items":[]}""")]
    [InlineData("an item of another loses only what was given", """{"items":[{"port":1,"x":1,"y":1}]}""", """{"items":[{"port":1,"x":1}]}""", "{}", """{"items":[{"port":1,"y":1}]}""", """{"items":[{"port":1,"y":1}]}""")]
    [InlineData("a dropped member of a set goes", """{"set":["a","b"]}""", """{"set":["a","b"]}""", """{"set":["b"]}""", "{}", """{"set":["b"]}""")]
    [InlineData("what was never given stays", """{"a":1,"b":2}""", """{"a":1}""", """{"a":1}""", "{}", """{"a":1,"b":2}""")]
    public void What_is_no_longer_given_goes_unless_another_owns_it(string why, string value, string before, string now, string others, string left)
    {
        var pruned = JsonNode.Parse(value);
        StructuredMerge.Prune(Schema, pruned, Fields(before), Fields(now), others == "{}" ? FieldSet.Empty : Fields(others));
        JsonNode.DeepEquals(pruned, JsonNode.Parse(left)).ShouldBeTrue($"{why}: {pruned!.ToJsonString()}");
    }

    [Theory]
    [InlineData("""{"a":1,"b":1}""", """{"a":2,"b":1,"c":1}""", ".a .c", "")]
    [InlineData("""{"a":1}""", "{}", "", ".a")]
    [InlineData("""{"m":{"a":1}}""", """{"m":{"b":1}}""", ".m.b", ".m.a")]
    [InlineData("""{"items":[{"port":1,"x":1}]}""", """{"items":[{"port":1,"x":2},{"port":2}]}""", ".items[port=1,protocol=\"TCP\"].x .items[port=2,protocol=\"TCP\"] .items[port=2,protocol=\"TCP\"].port", "")]
    [InlineData("""{"set":["a"]}""", """{"set":["b"]}""", ".set[=\"b\"]", ".set[=\"a\"]")]
    [InlineData("""{"whole":{"a":1}}""", """{"whole":{"a":2}}""", ".whole", "")]
    [InlineData("""{"l":[1]}""", """{"l":[1,2]}""", ".l", "")]
    public void Differences_are_named_by_path(string before, string after, string changed, string removed)
    {
        string.Join(' ', FieldSets.Changed(Schema, JsonNode.Parse(before), JsonNode.Parse(after)).Paths()).ShouldBe(changed);
        string.Join(' ', FieldSets.Removed(Schema, JsonNode.Parse(before), JsonNode.Parse(after)).Paths()).ShouldBe(removed);
    }

    private static FieldSet Fields(string json) => FieldSets.Of(Schema, JsonNode.Parse(json));

    private static void Same(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual?.ToJsonString());
}
