using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.WarmUp;

public sealed class WarmUpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> PublishedModels =>
        new(RealModels.OcrClassifier, RealModels.OcrRecognizer, RealModels.SpeechActivity);

    [Theory]
    [MemberData(nameof(PublishedModels))]
    public async Task Published_models_warm_up(string path)
    {
        // A session for each run.
        await using var backend = await Loads.OkAsync(path, new BackendOptions { ConcurrentRuns = 3 });

        (await backend.WarmUpAsync(layout: null, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Row_30_a_model_whose_inference_fails_does_not_warm_up()
    {
        await using var backend = await Loads.OkAsync(BrokenModels.FailsAtInference().Save(_directory.Path));

        var failure = await backend.WarmUpAsync(layout: null, CancellationToken.None);

        failure!.Reason.ShouldBe(StartFailureReason.WarmupFailed);
        failure.Message.ShouldStartWith("The model loads, but inference fails: ");
        failure.Message.ShouldContain("indices element out of data bounds");
    }

    [Fact]
    public async Task A_healthy_model_whose_shape_cannot_be_guessed_is_served_all_the_same()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.HiddenWidth(7).Save(_directory.Path));

        (await backend.WarmUpAsync(layout: null, CancellationToken.None)).ShouldBeNull();

        backend.WarmedUp.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_only_other_sizes_or_words_can_warm_up_is_warmed_up(bool isText)
    {
        var model = isText ? WorkingModels.NumbersInText() : WorkingModels.FifthOf();
        await using var backend = await Loads.OkAsync(model.Save(_directory.Path));

        (await backend.WarmUpAsync(layout: null, CancellationToken.None)).ShouldBeNull();

        backend.WarmedUp.ShouldBeTrue();
    }

    [Fact]
    public async Task Warming_up_can_be_given_up()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Slow(rounds: 1_000_000_000).Save(_directory.Path));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var warmUp = async () => { await backend.WarmUpAsync(layout: null, cancellation.Token); };

        await warmUp.ShouldThrowAsync<OperationCanceledException>();
    }
}
