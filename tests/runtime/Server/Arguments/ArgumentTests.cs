using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Commands;

namespace Slipway.Runtime.Server.Tests.Arguments;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1m0.5s", 60_500)]
    [InlineData("2000us", 2)]
    [InlineData("3000000ns", 3)]
    public void Durations(string text, double milliseconds)
    {
        GoDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("1 s")]
    [InlineData("1..5s")]
    [InlineData("10000h")]
    [InlineData("99999999999999999999s")]
    public void No_durations(string text) => GoDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("500Mi", 500L * 1024 * 1024)]
    [InlineData("50Gi", 50L * 1024 * 1024 * 1024)]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("5G", null)]
    [InlineData("Gi", null)]
    [InlineData("1.5Gi", null)]
    [InlineData("9000000000Ti", null)]
    public void Sizes(string text, long? bytes) => ByteSize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("s3://models/ocr/2/", "2")]
    [InlineData("https://host/a/ocr.onnx?sig=x", "ocr")]
    [InlineData("file:///tmp/my%20model.onnx", "my-model")]
    [InlineData("file:///", "model")]
    public void Names_made_from_addresses(string uri, string name) => ServeOptions.NameFrom(uri).ShouldBe(name);

    [Theory]
    [InlineData("/log", "--termination-log=/log")]
    [InlineData("/log", "--termination-log", "/log")]
    [InlineData(null, "--termination-log")]
    [InlineData(null, "--termination-log=")]
    [InlineData(null, "--termination-log", "")]
    [InlineData(null, "--other=/log")]
    public void The_termination_log_is_found_in_wrong_arguments_too(string? path, params string[] arguments) =>
        CommandLineFacts.TerminationLog(arguments).ShouldBe(path);
}
