using System.Text.Json.Nodes;
using Slipway.Kubernetes.Schemas;

namespace Slipway.Kubernetes.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "\"a\"", "x: Invalid value: \"string\": x in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"integer"}""", "1.5", "x: Invalid value: \"number\": x in body must be of type integer: \"number\"")]
    [InlineData("""{"type":"string"}""", "null", "x: Invalid value: \"null\": x in body must be of type string: \"null\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "x: Invalid value: \"boolean\": x in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"integer","minimum":0}""", "-1", "x: Invalid value: -1: x in body should be greater than or equal to 0")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMinimum":true}""", "0", "x: Invalid value: 0: x in body should be greater than 0")]
    [InlineData("""{"type":"integer","maximum":5}""", "6", "x: Invalid value: 6: x in body should be less than or equal to 5")]
    [InlineData("""{"type":"number","maximum":5,"exclusiveMaximum":true}""", "5", "x: Invalid value: 5: x in body should be less than 5")]
    [InlineData("""{"type":"integer","format":"int32"}""", "3000000000", "x: Invalid value: 3000000000: x in body must be of type int32")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"", "x: Invalid value: \"\": x in body should be at least 1 chars long")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", "x: Invalid value: \"abc\": x in body should be at most 2 chars long")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$"}""", "\"A\"", "x: Invalid value: \"A\": x in body should match '^[a-z]+$'")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"noon\"", "x: Invalid value: \"noon\": x in body must be of type date-time: \"noon\"")]
    [InlineData("""{"type":"string","enum":["A","B"]}""", "\"C\"", "x: Unsupported value: \"C\": supported values: \"A\", \"B\"")]
    [InlineData("""{"type":"array","minItems":1}""", "[]", "x: Invalid value: 0: x in body should have at least 1 items")]
    [InlineData("""{"type":"array","maxItems":1}""", "[1,2]", "x: Invalid value: 2: x in body should have at most 1 items")]
    [InlineData("""{"type":"object","maxProperties":1}""", """{"a":1,"b":2}""", "x: Invalid value: 2: x in body should have at most 1 properties")]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "x.a: Required value")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[1]", "x[0]: Invalid value: \"integer\": x[0] in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"a":1}""", "x.a: Invalid value: \"integer\": x.a in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set"}""", """["a","b","a"]""", "x[2]: Duplicate value: \"a\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"]}""", """[{"n":1},{"n":1,"v":2}]""", "x[1]: Duplicate value: {\"n\":1}")]
    public void Says_what_is_wrong_in_the_words_of_the_server(string schema, string value, string violation) =>
        SchemaValidator.Validate(Parse(schema), JsonNode.Parse(value), "x").Select(found => found.ToString()).ShouldBe([violation]);

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":"string","nullable":true,"enum":["a"]}""", "null")]
    [InlineData("""{"x-kubernetes-preserve-unknown-fields":true}""", "[1,{}]")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"😀\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"b":1}""")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-01T00:00:00.123456Z\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n","p"]}""", """[{"n":1,"p":1},{"n":1,"p":2}]""")]
    public void Accepts_what_the_server_accepts(string schema, string value) =>
        SchemaValidator.Validate(Parse(schema), JsonNode.Parse(value), "x").ShouldBeEmpty();

    [Fact]
    public void Reports_every_violation()
    {
        var schema = Parse("""{"type":"object","required":["a"],"properties":{"b":{"type":"object","required":["c"]}}}""");
        SchemaValidator.Validate(schema, JsonNode.Parse("""{"b":{}}""")).Select(found => (found.Path, found.Reason))
            .ShouldBe([("a", "FieldValueRequired"), ("b.c", "FieldValueRequired")]);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
