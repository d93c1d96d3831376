using System.Buffers.Binary;
using System.Text;
using Rootline.Core.Faults;
using Rootline.Links.Pkcs11;
using Xunit;

namespace Rootline.Tests.Links.Pkcs11;

public sealed class TokenWordsTests
{
    [Theory]
    [InlineData(0x000, "CKR_OK")]
    [InlineData(0x003, "CKR_SLOT_ID_INVALID")]
    [InlineData(0x00A, "CKR_CANT_LOCK")]
    [InlineData(0x0A0, "CKR_PIN_INCORRECT")]
    [InlineData(0x0A2, "CKR_PIN_LEN_RANGE")]
    [InlineData(0x0B8, "CKR_SESSION_READ_WRITE_SO_EXISTS")]
    [InlineData(0x101, "CKR_USER_NOT_LOGGED_IN")]
    [InlineData(0x121, "CKR_RANDOM_NO_RNG")]
    [InlineData(0x191, "CKR_CRYPTOKI_ALREADY_INITIALIZED")]
    [InlineData(0x1B1, "CKR_NEXT_OTP")]
    [InlineData(0x1B6, "CKR_FIPS_SELF_TEST_FAILED")]
    [InlineData(0x200, "CKR_FUNCTION_REJECTED")]
    [InlineData(0x777, "0x00000777")]
    [InlineData(0x80000001, "CKR_VENDOR_DEFINED 0x80000001")]
    public void A_result_has_the_name_of_the_standard(uint result, string name) => Assert.Equal(name, CkrName.Of((Ckr)result));

    [Theory]
    [InlineData(Ckr.PinIncorrect, "token-pin", ExitCode.Operator)]
    [InlineData(Ckr.PinLocked, "token-pin-locked", ExitCode.Operator)]
    [InlineData(Ckr.UserPinNotInitialized, "token-pin-locked", ExitCode.Operator)]
    [InlineData(Ckr.TokenNotPresent, "token-removed", ExitCode.Peer)]
    [InlineData(Ckr.DeviceRemoved, "token-removed", ExitCode.Peer)]
    [InlineData(Ckr.SessionHandleInvalid, "token-removed", ExitCode.Peer)]
    [InlineData(Ckr.KeyTypeInconsistent, "token-key-kind", ExitCode.Operator)]
    [InlineData(Ckr.DeviceError, "token-failed", ExitCode.Peer)]
    [InlineData((Ckr)0x80000001, "token-failed", ExitCode.Peer)]
    public void A_result_has_its_fault_and_its_name_in_it(Ckr result, string code, ExitCode exit)
    {
        var fault = TokenResult.FaultOf(result, "C_Sign");

        Assert.Equal((code, exit, CkrName.Of(result)), (fault.Code.Id, fault.Code.Exit, fault.VendorCode));
        Assert.Contains("C_Sign", fault.What, StringComparison.Ordinal);
        TokenResult.Demand((nuint)Ckr.Ok, "C_Sign");
        Assert.Equal(code, Assert.Throws<FaultException>(() => TokenResult.Demand((nuint)(uint)result, "C_Sign")).Fault.Code.Id);
    }

    [Fact]
    public void What_a_token_says_of_itself_is_read_without_the_blanks_and_held_against_a_query()
    {
        var info = new byte[TokenInfo.Length];
        Encoding.UTF8.GetBytes("release".PadRight(32) + "A maker".PadRight(32) + "Model".PadRight(16) + "0001".PadRight(16), info);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(96), 0x4 | 0x20000);

        var token = TokenInfo.Of(info);

        Assert.Equal(("release", "A maker", "Model", "0001"), (token.Label, token.Manufacturer, token.Model, token.Serial));
        Assert.Equal((true, false, true, false), (token.WantsLogin, token.HasKeypad, token.IsAtFinalTry, token.IsLocked));
        Assert.True(new TokenQuery().Fits(token));
        Assert.True(new TokenQuery { Label = "release", Serial = "0001", Model = "Model", Manufacturer = "A maker" }.Fits(token));
        Assert.All(
            (TokenQuery[])[new() { Label = "Release" }, new() { Serial = "1" }, new() { Model = "" }, new() { Manufacturer = "B" }],
            q => Assert.False(q.Fits(token)));
    }

    [Fact]
    public void A_module_that_never_answers_holds_up_nobody_but_its_worker()
    {
        using var gate = new ManualResetEventSlim();
        using var worker = new TokenWorker(TimeSpan.FromMilliseconds(50));

        var fault = Assert.Throws<FaultException>(() => worker.Ask(() => gate.Wait(TimeSpan.FromMinutes(5)))).Fault;

        Assert.Equal("token-silent", fault.Code.Id);
        gate.Set();
        Assert.Equal("token-silent", Assert.Throws<FaultException>(() => worker.Ask(() => 1)).Fault.Code.Id);
    }

    [Fact]
    public void All_calls_of_a_worker_are_made_by_one_thread_and_their_faults_come_back()
    {
        using var worker = new TokenWorker(TimeSpan.FromMinutes(5));

        int thread = worker.Ask(() => Environment.CurrentManagedThreadId);

        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(thread, worker.Ask(() => Environment.CurrentManagedThreadId)));
        Assert.Equal("token-removed", Assert.Throws<FaultException>(() => worker.Ask<int>(() => throw TokenFaults.Removed.Exception("gone"))).Fault.Code.Id);
        Assert.Equal(7, worker.Ask(() => 7));
    }
}
