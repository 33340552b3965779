using System.Text;
using System.Text.Json;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Quantities;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Tests.Serialization;

public sealed class KubernetesJsonTests
{
    [Theory]
    [InlineData("2030-01-02T03:04:05Z", 0)]
    [InlineData("2030-01-02T03:04:05.1Z", 100_000)]
    [InlineData("2030-01-02T03:04:05.123456Z", 123_456)]
    [InlineData("2030-01-02T03:04:05.123456789Z", 123_456)]
    [InlineData("2030-01-02T05:04:05.5+02:00", 500_000)]
    public void Times_are_read_with_up_to_nine_fractional_digits(string text, long microseconds)
    {
        var lease = Read<V1Lease>($$$"""{"metadata":{"creationTimestamp":"{{{text}}}"},"spec":{"renewTime":"{{{text}}}"}}""");
        var expected = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(microseconds);
        (lease.Spec.RenewTime!.Value.Value - expected).Duration().ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
        (lease.Metadata.CreationTimestamp!.Value - expected).Duration().ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public void Micro_times_are_written_with_exactly_six_digits_and_others_in_whole_seconds()
    {
        var at = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(1_234_567);
        var json = KubernetesJson.ToElement(new V1Lease { Metadata = { CreationTimestamp = at }, Spec = { RenewTime = at } });
        json.GetProperty("spec").GetProperty("renewTime").GetString().ShouldBe("2030-01-02T02:04:05.123456Z");
        json.GetProperty("metadata").GetProperty("creationTimestamp").GetString().ShouldBe("2030-01-02T02:04:05Z");
    }

    [Fact]
    public void A_time_that_is_none_is_an_error() =>
        Should.Throw<JsonException>(() => Read<V1Lease>("""{"spec":{"renewTime":"yesterday"}}"""));

    [Fact]
    public void Fields_that_no_type_knows_survive_at_every_level()
    {
        const string json = """{"metadata":{"name":"d","x":1},"spec":{"y":{"z":[1,2]},"template":{"spec":{"hostUsers":false}}},"w":true}""";
        var copied = KubernetesJson.ToElement(KubernetesJson.Clone(Read<V1Deployment>(json)));
        copied.GetProperty("metadata").GetProperty("x").GetInt32().ShouldBe(1);
        copied.GetProperty("spec").GetProperty("y").GetRawText().ShouldBe("""{"z":[1,2]}""");
        copied.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("hostUsers").GetBoolean().ShouldBeFalse();
        copied.GetProperty("w").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Trimming_drops_what_no_reader_of_a_cache_needs()
    {
        const string json = """
            {"metadata":{"name":"d","managedFields":[{"manager":"kubectl"}],"labels":{"app":"web"},
             "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","kept":"1"}}}
            """;
        var one = CacheTrimming.Trim(Read<V1Deployment>(json));
        var two = CacheTrimming.Trim(Read<V1Deployment>(json));
        one.Metadata.UnknownFields.ShouldBeNull();
        one.Metadata.Annotations!.Keys.ShouldBe(["kept"]);
        one.Metadata.Labels!["app"].ShouldBeSameAs(two.Metadata.Labels!["app"]);
    }

    [Theory]
    [InlineData("100m", 0.1)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("1e3", 1000)]
    [InlineData("2E", 2e18)]
    [InlineData("-5Ki", -5120)]
    public void Quantities_have_amounts(string text, double amount) =>
        new ResourceQuantity(text).ToDecimal().ShouldBe((decimal)amount);

    [Theory]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("1 Gi")]
    [InlineData("1KB")]
    [InlineData("1e99")]
    public void Texts_that_are_no_quantities_are_errors(string text) =>
        Should.Throw<FormatException>(() => new ResourceQuantity(text).ToDecimal());

    private static T Read<T>(string json) => KubernetesJson.Read<T>(Encoding.UTF8.GetBytes(json));
}
