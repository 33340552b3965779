using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class StoreDecisionsTests
{
    [Theory]
    [InlineData("model.onnx", "model.onnx", "other.onnx", "sub/model.onnx")]
    [InlineData("a.onnx", "a.onnx", "sub/b.onnx", "labels.txt")]
    [InlineData("1/model.onnx", "1/model.onnx", "config.pbtxt")]
    [InlineData("A.ONNX", "A.ONNX")]
    public void Picks_the_model_of_a_folder(string expected, params string[] files) => ModelSelection.PickModel(files).ShouldBe(expected);

    [Theory]
    [InlineData("no .onnx file", "weights.bin")]
    [InlineData("2 .onnx files (a.onnx, b.onnx)", "b.onnx", "a.onnx")]
    [InlineData("2 .onnx files", "1/model.onnx", "2/model.onnx")]
    public void Refuses_to_guess(string because, params string[] files)
    {
        var refusal = Should.Throw<FetchException>(() => ModelSelection.PickModel(files));
        refusal.Failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
        refusal.Message.ShouldContain(because);
    }

    [Theory]
    [InlineData("labels.txt", "model.onnx", "model.onnx", "labels.txt", "classes.txt")]
    [InlineData("sub/classes.txt", "sub/m.onnx", "sub/m.onnx", "sub/classes.txt", "labels.txt")]
    [InlineData(null, "sub/m.onnx", "sub/m.onnx", "labels.txt")]
    public void Finds_labels_beside_the_model(string? expected, string model, params string[] files) =>
        ModelSelection.PickLabels(model, files).ShouldBe(expected);

    [Theory]
    [InlineData("a", true)]
    [InlineData("a/b.c/..d", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("./a", false)]
    [InlineData("a/../b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\nb", false)]
    public void Knows_safe_names(string path, bool isSafe) => RelativePath.IsSafe(path).ShouldBe(isSafe);

    [Theory]
    [InlineData(1, 1.0, null, 500)]
    [InlineData(1, 0.0, null, 250)]
    [InlineData(3, 1.0, null, 2000)]
    [InlineData(40, 1.0, null, 15000)]
    [InlineData(1, 1.0, 7, 7000)]
    [InlineData(1, 1.0, 3600, 15000)]
    [InlineData(1, 1.0, -5, 500)]
    public void Backs_off(int failures, double jitter, int? askedSeconds, int expectedMilliseconds) =>
        Backoff.Pause(
            failures, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15), jitter, askedSeconds is { } asked ? TimeSpan.FromSeconds(asked) : null)
            .ShouldBe(TimeSpan.FromMilliseconds(expectedMilliseconds));

    [Theory]
    [InlineData("zz")]
    [InlineData("sha512:0000000000000000000000000000000000000000000000000000000000000000")]
    public void Knows_digests(string text) => Sha256Text.Normal(text).ShouldBeNull();

    [Fact]
    public void Row_38_credentials_have_no_text() =>
        new ModelCredentials { BearerToken = "SECRET" }.ToString().ShouldNotContain("SECRET");
}
