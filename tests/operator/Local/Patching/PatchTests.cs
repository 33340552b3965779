using System.Text.Json.Nodes;
using Slipway.Local.Ownership;
using Slipway.Local.Patching;

namespace Slipway.Local.Tests.Patching;

public sealed class PatchTests
{
    private static readonly FieldSchema Schema = new(JsonNode.Parse(
        """
        {"properties": {
          "items": {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]},
          "set": {"x-kubernetes-list-type": "set"}}}
        """)!.AsObject());

    // The examples of RFC 7386, appendix A, that concern objects.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void A_merge_patch_replaces_what_it_names(string target, string patch, string result) =>
        Same(MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch)), result);

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/-","value":2}]""", """{"a":[1,2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a":{"x/y":1,"m~n":2}}""", """[{"op":"remove","path":"/a/x~1y"},{"op":"test","path":"/a/m~0n","value":2}]""", """{"a":{"m~n":2}}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/c"}]""", """{"a":{},"c":1}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"copy","from":"/a","path":"/b"}]""", """{"a":[1],"b":[1]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":{"b":1}}]""", """{"b":1}""")]
    public void A_JSON_patch_does_what_it_says(string target, string patch, string result) =>
        Same(JsonPatch.Apply(JsonNode.Parse(target)!, JsonNode.Parse(patch)), result);

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", "testing value /a failed")]
    [InlineData("""[{"op":"remove","path":"/b"}]""", "the path /b does not exist")]
    [InlineData("""[{"op":"add","path":"/b/c","value":1}]""", "the path /b/c does not exist")]
    [InlineData("""[{"op":"add","path":"/l/9","value":1}]""", "the path /l/9 does not exist")]
    [InlineData("""[{"op":"jump","path":"/a"}]""", "Unexpected kind: jump")]
    [InlineData("""[{"op":"add","path":"/b"}]""", "missing value at /b")]
    [InlineData("""[{"op":"add","path":"b","value":1}]""", "is no JSON pointer")]
    [InlineData("""{"op":"add"}""", "a JSON patch is a list")]
    public void A_JSON_patch_that_cannot_be_applied_says_why(string patch, string why)
    {
        var target = JsonNode.Parse("""{"a":1,"l":[]}""")!;
        Should.Throw<PatchException>(() => JsonPatch.Apply(target, JsonNode.Parse(patch))).Message.ShouldContain(why);
        Same(target, """{"a":1,"l":[]}""");
    }

    [Theory]
    [InlineData("""{"items":[{"name":"a","x":1},{"name":"b"}]}""", """{"items":[{"name":"a","y":2},{"name":"c"}]}""", """{"items":[{"name":"a","x":1,"y":2},{"name":"b"},{"name":"c"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"name":"a","$patch":"delete"}]}""", """{"items":[{"name":"b"}]}""")]
    [InlineData("""{"items":[{"name":"a"}]}""", """{"items":[{"$patch":"replace"},{"name":"z"}]}""", """{"items":[{"name":"z"}]}""")]
    [InlineData("""{"items":[{"name":"a"}]}""", """{"items":null}""", "{}")]
    [InlineData("""{"set":["a","b"]}""", """{"set":["b","c"]}""", """{"set":["a","b","c"]}""")]
    [InlineData("""{"set":["a","b"]}""", """{"$deleteFromPrimitiveList/set":["a"]}""", """{"set":["b"]}""")]
    [InlineData("""{"list":[1]}""", """{"list":[2]}""", """{"list":[2]}""")]
    [InlineData("""{"m":{"a":1}}""", """{"m":{"$patch":"replace","b":2}}""", """{"m":{"b":2}}""")]
    [InlineData("""{"items":[{"name":"a"}]}""", """{"$setElementOrder/items":[{"name":"a"}],"items":[{"name":"a","x":1}]}""", """{"items":[{"name":"a","x":1}]}""")]
    public void A_strategic_patch_merges_lists_by_key(string target, string patch, string result) =>
        Same(StrategicMergePatch.Apply(Schema, JsonNode.Parse(target)!.AsObject(), JsonNode.Parse(patch)!.AsObject()), result);

    private static void Same(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual?.ToJsonString());
}
