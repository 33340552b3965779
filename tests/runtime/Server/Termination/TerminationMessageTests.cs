using System.Text;
using System.Text.Json;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Tests.Termination;

public sealed class TerminationMessageTests
{
    [Fact]
    public void Is_one_readable_line() =>
        Encoding.UTF8.GetString(TerminationMessage.Encode(new StartFailure(StartFailureReason.ModelRefused, "Größe 'x'\nis wrong")))
            .ShouldBe("""{"reason":"ModelRefused","message":"Größe 'x'\nis wrong"}""");

    [Theory]
    [InlineData("a")]
    [InlineData("ü")]
    [InlineData("\u0001")]
    [InlineData("🚢")]
    public void Keeps_its_beginning_when_it_is_too_long(string character)
    {
        var text = "begin " + string.Concat(Enumerable.Repeat(character, 10_000));

        var line = TerminationMessage.Encode(new StartFailure(StartFailureReason.ModelLoadFailed, text));

        line.Length.ShouldBeInRange(TerminationMessage.MaxBytes - 64, TerminationMessage.MaxBytes);
        using var json = JsonDocument.Parse(line);
        json.RootElement.GetProperty("message").GetString()!.ShouldStartWith("begin " + character);
        json.RootElement.GetProperty("message").GetString()!.ShouldEndWith("…");
    }
}
