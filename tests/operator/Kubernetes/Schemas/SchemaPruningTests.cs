using System.Text.Json.Nodes;
using Slipway.Kubernetes.Schemas;

namespace Slipway.Kubernetes.Tests.Schemas;

public sealed class SchemaPruningTests
{
    private const string Schema = """
        {"properties":{
          "spec":{"properties":{
            "known":{"type":"string"},
            "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"closed":{"properties":{"a":{}}}}},
            "map":{"additionalProperties":{"properties":{"a":{}}}},
            "list":{"items":{"properties":{"a":{}}}},
            "any":{"x-kubernetes-preserve-unknown-fields":true}}}}}
        """;

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"K","metadata":{"labels":{"a":"b"}},"other":1}""", """{"apiVersion":"v1","kind":"K","metadata":{"labels":{"a":"b"}}}""")]
    [InlineData("""{"spec":{"known":"x","unknown":1}}""", """{"spec":{"known":"x"}}""")]
    [InlineData("""{"spec":{"open":{"x":{"y":1},"closed":{"a":1,"b":2}}}}""", """{"spec":{"open":{"x":{"y":1},"closed":{"a":1}}}}""")]
    [InlineData("""{"spec":{"map":{"k":{"a":1,"b":2}}}}""", """{"spec":{"map":{"k":{"a":1}}}}""")]
    [InlineData("""{"spec":{"list":[{"a":1,"b":2}]}}""", """{"spec":{"list":[{"a":1}]}}""")]
    [InlineData("""{"spec":{"any":[{"a":1,"b":[{"c":2}]}]}}""", """{"spec":{"any":[{"a":1,"b":[{"c":2}]}]}}""")]
    public void Drops_what_the_schema_does_not_know(string given, string expected)
    {
        var value = JsonNode.Parse(given)!.AsObject();
        SchemaPruning.Prune(JsonNode.Parse(Schema)!.AsObject(), value);
        JsonNode.DeepEquals(value, JsonNode.Parse(expected)).ShouldBeTrue(value.ToJsonString());
    }
}
