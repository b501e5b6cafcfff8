import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints one line for each rule of PDF/A-2U that a file breaks, "file: clause-test message", with veraPDF as the judge. */
class ValidatePdfA {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        for (var file : files) {
            try (var content = new FileInputStream(file);
                    var parser = foundry.createParser(content, PDFAFlavour.PDFA_2_U);
                    var validator = foundry.createValidator(PDFAFlavour.PDFA_2_U, false)) {
                var result = validator.validate(parser);
                for (TestAssertion broken : result.getTestAssertions()) {
                    var rule = broken.getRuleId();
                    System.out.printf("%s: %s-%d %s%n", file, rule.getClause(), rule.getTestNumber(), broken.getMessage());
                }
                System.out.printf("%s: %s after %d checks%n", file, result.isCompliant() ? "conforms" : "breaks PDF/A-2U", result.getTotalAssertions());
            }
        }
    }
}
